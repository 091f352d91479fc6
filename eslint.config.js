import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const clockAndChance = [
  {
    object: 'Date',
    property: 'now',
    message: 'The core has no clock: take the time as an argument.',
  },
  { object: 'Math', property: 'random', message: 'The core has no chance: take a seed.' },
];

const decoratorNeedsThunk = {
  selector:
    'Decorator > CallExpression[callee.name=/^(Field|Query|Mutation|FieldResolver|Subscription)$/]:not(:has(> ArrowFunctionExpression:first-child))',
  message: 'Give the type as a thunk: decorator metadata is not emitted.',
};

const strippedSources = {
  selector: 'VariableDeclaration[kind=/using$/]',
  message:
    'Worker threads and child processes may run this source under Node, which strips types and knows no `using`: dispose in a `finally`.',
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'server/storage/generated/', '.forecastle/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // What `using` names is held until the block ends, whether or not it is read.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreUsingDeclarations: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-extraneous-class': 'off',
      // Typed-array reads inside a loop whose bounds are its own: `values[i]!` (decision 0002).
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': ['error', decoratorNeedsThunk],
      'max-params': ['error', 5],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-properties': ['error', ...clockAndChance] },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['**/*.test.ts', 'server/testing/**', 'server/telemetry/register.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only the entry points read the environment; take a Config.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'server/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', decoratorNeedsThunk, strippedSources] },
  },
  {
    files: ['**/*.resolver.ts'],
    rules: { 'max-statements': ['error', 5] },
  },
  {
    files: ['**/*.{js,mjs}', '*.config.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
