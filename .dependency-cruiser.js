/** The directions of import (docs/architecture.md). The compiler keeps `src` pure; this keeps the rest in order. */
const tests = '(\\.test\\.ts$|/testing/)';

/** Core folders, lowest first: an import only goes downwards. */
const coreOrder = [
  'errors',
  'math',
  'calendar',
  'series',
  'covariates',
  'metrics',
  'features',
  'intervals',
  'hierarchy',
  'evaluation',
  'models',
  'backtest',
  'selection',
  'drift',
  'synthetic',
];

const onlyDownwards = coreOrder.slice(0, -1).map((folder, rank) => ({
  name: `core-${folder}-only-downwards`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: tests },
  to: { path: `^src/(${coreOrder.slice(rank + 1).join('|')})/` },
}));

const between = (name, from, to, fromNot = tests) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: fromNot },
  to: { path: to },
});

/** Folders below `parent` are entered by their index.ts alone. */
const throughIndex = (name, parent) => ({
  name,
  severity: 'error',
  from: { path: `${parent}/([^/]+)/` },
  to: { path: `${parent}/[^/]+/`, pathNot: [`${parent}/$1/`, `${parent}/[^/]+/index\\.ts$`] },
});

/** Adapters: each talks to one outside thing and knows nothing of the others. */
const adapters = [
  'graphql',
  'http',
  'storage',
  'cache',
  'compute',
  'telemetry',
  'files',
  'artifacts',
  'tensorflow',
  'jobs',
  'webhooks',
];

/** npm packages that one folder knows, or two, and nobody else. */
const packages = {
  cache: 'lru-cache',
  '(compute|storage)': 'cockatiel',
  files: 'csv-parse|hyparquet|hyparquet-compressors|hyparquet-writer',
  http: 'fastify|@fastify|@as-integrations|@graphql-yoga|graphql-ws|ws',
  jobs: 'croner|pg-boss',
  webhooks: 'ipaddr.js',
  telemetry: '@opentelemetry|import-in-the-middle|pino',
};

export default {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, path: '^(src|server|scripts)/', pathNot: '(\\.d\\.ts$|\\.mjs$)' },
      to: {},
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...onlyDownwards,
    throughIndex('core-through-index', '^src'),
    throughIndex('application-through-index', '^server/application'),
    between('core-is-pure', '^src/', '^(server|scripts|web|bench|e2e|node_modules)/'),
    {
      name: 'core-has-no-node',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    between(
      'application-knows-core-and-zod-only',
      '^server/application/',
      '^(server/(?!application/)|scripts/|node_modules/(?!zod/))',
    ),
    {
      name: 'application-has-no-node',
      severity: 'error',
      from: { path: '^server/application/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    ...adapters.map((name) =>
      between(
        `adapter-${name}-alone`,
        `^server/${name}/`,
        `^server/(?!(${name}|application|config|threads)/|release\\.ts$)`,
      ),
    ),
    ...Object.entries(packages).map(([folder, names]) =>
      between(
        `${folder}-owns-its-packages`,
        `^(server/(?!${folder}/)|scripts/|bench/)`,
        `^node_modules/(${names})/`,
      ),
    ),
    between('threads-alone', '^server/threads/', '^server/(?!threads/)'),
    between(
      'threads-only-in-threads-and-compute',
      '^(server/(?!(threads|compute)/)|scripts/|bench/)',
      '^node_modules/piscina/',
    ),
    between(
      'tensorflow-owns-its-packages',
      '^(server/(?!tensorflow/)|scripts/|bench/(?!tensors/))',
      '^node_modules/@tensorflow/',
    ),
    between(
      'prisma-only-in-storage',
      '^(server/(?!storage/)|scripts/|bench/)',
      '^node_modules/(@prisma|pg|pg-copy-streams)/',
    ),
    between(
      'graphql-only-in-graphql-and-http',
      '^(server/(?!(graphql|http)/)|scripts/(?!write-schema))',
      '^node_modules/(graphql|type-graphql|@apollo)/',
      '(\\.test\\.ts$|/testing/|server/app\\.ts)',
    ),
    between(
      'generated-client-only-in-storage',
      '^(server/(?!storage/)|scripts/|bench/)',
      '^server/storage/generated/',
    ),
    {
      name: 'no-dev-dependency-in-production',
      severity: 'error',
      from: {
        path: '^(src|server|scripts)/',
        pathNot: [tests, '^scripts/(.*\\.mjs|configuration-page\\.ts)$'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    between(
      'nobody-imports-app',
      '^server/',
      '^server/app\\.ts$',
      '(\\.test\\.ts$|/testing/|^server/main\\.ts$)',
    ),
  ],
  options: {
    doNotFollow: { path: '(^|/)(node_modules|generated)/' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    // Not server/tsconfig.json: bare names are looked up beside it first, and `graphql` would be the folder.
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
