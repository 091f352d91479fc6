import { loadConfig } from '../../config/index.ts';
import { builtNative, openTensorflow, type TensorBackend, type Tensorflow } from '../index.ts';

const { nativeDirectory } = loadConfig({});

/** The backends of this machine; a line says which ones tests run on, and how to get what is missing. */
export const availableBackends: readonly TensorBackend[] = (() => {
  if (builtNative(nativeDirectory) !== null) {
    console.log('Tensor backends under test: wasm, native');
    return ['wasm', 'native'];
  }
  console.log('Tensor backends under test: wasm. MISSING: native; `npm run native` builds it.');
  return ['wasm'];
})();

/** Opens one of them for the tests that follow. */
export async function openForTest(backend: TensorBackend): Promise<Tensorflow> {
  return openTensorflow({ backend, nativeDirectory });
}
