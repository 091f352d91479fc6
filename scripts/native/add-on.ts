import { mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { runStep } from './run-step.ts';

/** Node's C interface that the add-on is compiled for: its binary works with this and every later Node. */
const nodeApiVersion = 8;

/**
 * Compiles tfjs-node's own C++ sources against the library beside it. The headers of Node come from an npm package,
 * because the interface is the same for every Node; no node-gyp is needed.
 */
export async function compileAddOn(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const tfjsNode = join(modules, '@tensorflow', 'tfjs-node');
  const output = join(tfjsNode, 'lib', `napi-v${nodeApiVersion}`, 'tfjs_binding.node');
  await mkdir(dirname(output), { recursive: true });
  const headers = [
    tfjsNode,
    join(folder, 'include'),
    join(modules, 'node-api-headers', 'include'),
  ].map((path) => `-I${path}`);
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) =>
    join(tfjsNode, 'binding', file),
  );
  // Relative, so that the folder can be moved.
  const libraries = `$ORIGIN/${relative(dirname(output), join(folder, 'lib'))}`;
  await runStep(
    'g++',
    [
      ...['-O2', '-shared', '-fPIC', '-std=c++17', `-DNAPI_VERSION=${nodeApiVersion}`],
      ...headers,
      ...sources,
      ...['-o', output, `-L${join(folder, 'lib')}`, `-Wl,-rpath,${libraries}`],
      ...['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
    ],
    folder,
  );
}
