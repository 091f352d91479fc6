export { builtNative, type NativeManifest, nativeManifestFile } from './native/load-native.ts';
export {
  openTensorflow,
  type TensorBackend,
  type Tensorflow,
  type TensorflowOptions,
} from './open-tensorflow.ts';
