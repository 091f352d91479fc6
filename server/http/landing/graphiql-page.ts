import { scriptJson } from './page-security.ts';

/** GraphiQL from this server's own files: needs no internet. */
export function graphiqlPage(nonce: string, exampleQuery: string): string {
  const options = scriptJson({
    endpoint: '/graphql',
    title: 'Forecastle',
    logo: '',
    defaultQuery: exampleQuery,
  });
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <link rel="icon" href="data:," />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Forecastle · GraphiQL</title>
    <link rel="stylesheet" href="/graphiql/graphiql.css" />
    <style>
      html, body, #root { height: 100%; margin: 0; overflow: hidden; }
      #root > p { font: 16px system-ui, sans-serif; padding: 2rem; }
    </style>
  </head>
  <body>
    <noscript>GraphiQL needs JavaScript. The API answers POST requests at /graphql without it.</noscript>
    <div id="root"><p>Loading GraphiQL …</p></div>
    <script nonce="${nonce}">
      const workers = { json: 'json.worker.js', graphql: 'graphql.worker.js' };
      self.MonacoEnvironment = {
        globalAPI: false,
        getWorkerUrl: (_module, label) => '/graphiql/' + (workers[label] ?? 'editor.worker.js'),
      };
    </script>
    <script src="/graphiql/graphiql.js"></script>
    <script nonce="${nonce}">
      YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${options});
    </script>
  </body>
</html>
`;
}
