import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A file of GraphiQL, compressed once because it is megabytes of text. */
export interface Asset {
  readonly contentType: string;
  readonly gzipped: Buffer;
  readonly etag: string;
}

let loading: Promise<ReadonlyMap<string, Asset>> | null = null;

/** GraphiQL's files by name. Read on first use only: most processes never show the page. */
export function graphiqlAssets(): Promise<ReadonlyMap<string, Asset>> {
  return (loading ??= load());
}

async function load(): Promise<ReadonlyMap<string, Asset>> {
  const bundle = await import('@graphql-yoga/render-graphiql/graphiql');
  const script = 'text/javascript; charset=utf-8';
  return new Map([
    ['graphiql.js', asset(script, bundle.js)],
    ['graphiql.css', asset('text/css; charset=utf-8', bundle.css)],
    ['editor.worker.js', asset(script, bundle.editorWorkerService)],
    ['json.worker.js', asset(script, bundle.jsonWorker)],
    ['graphql.worker.js', asset(script, bundle.graphqlWorker)],
  ]);
}

function asset(contentType: string, text: string): Asset {
  return {
    contentType,
    gzipped: gzipSync(text, { level: 6 }),
    etag: `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`,
  };
}
