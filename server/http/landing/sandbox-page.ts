import { scriptJson } from './page-security.ts';

const sandboxCdn = 'https://embeddable-sandbox.cdn.apollographql.com';
const sandboxScript = `${sandboxCdn}/v2/embeddable-sandbox.umd.production.min.js`;

/** What the page may load from Apollo, beyond this server. */
export const sandboxSources = {
  'frame-src': 'https://sandbox.embed.apollographql.com',
  'img-src': `'self' data: ${sandboxCdn}`,
} as const;

/** How long a network that swallows packets may take before GraphiQL opens instead. */
const patienceMs = 5000;

/** The script origins of the page. */
export function sandboxScripts(nonce: string): string {
  return `'self' 'nonce-${nonce}' ${sandboxCdn}`;
}

/** Apollo Sandbox from Apollo's CDN; with `fallback`, GraphiQL opens where the script cannot be loaded. */
export function sandboxPage(nonce: string, exampleQuery: string, fallback: boolean): string {
  const options = scriptJson({
    target: '#sandbox',
    runTelemetry: false,
    endpointIsEditable: false,
    initialState: { document: exampleQuery, includeCookies: false },
  });
  const unreachable = fallback
    ? "location.replace('/graphiql')"
    : "document.querySelector('#state').textContent = 'Apollo Sandbox cannot be loaded: there is no way to its CDN.'";
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <link rel="icon" href="data:," />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Forecastle · Apollo Sandbox</title>
    <style>
      html, body, #sandbox { height: 100%; margin: 0; }
      #sandbox iframe { border: 0; height: 100%; width: 100%; }
      #state { font: 16px system-ui, sans-serif; padding: 2rem; position: absolute; z-index: -1; }
    </style>
  </head>
  <body>
    <noscript>Apollo Sandbox needs JavaScript. The API answers POST requests at /graphql without it.</noscript>
    <p id="state">Loading Apollo Sandbox … Without internet, <a href="/graphiql">GraphiQL</a> does the same.</p>
    <div id="sandbox"></div>
    <script nonce="${nonce}">
      let isSettled = false;
      const settle = (work) => { if (!isSettled) { isSettled = true; work(); } };
      const giveUp = () => settle(() => { ${unreachable}; });
      const script = document.createElement('script');
      script.src = ${scriptJson(sandboxScript)};
      script.nonce = ${scriptJson(nonce)};
      script.onerror = giveUp;
      script.onload = () => settle(() => {
        const endpoint = new URL('/graphql', location.href).href;
        new window.EmbeddedSandbox({ ...${options}, initialEndpoint: endpoint });
      });
      document.head.append(script);
      setTimeout(giveUp, ${patienceMs});
    </script>
  </body>
</html>
`;
}
