export {
  openTensorflow,
  type TensorBackend,
  type Tensorflow,
  type TensorflowOptions,
} from './open-tensorflow.ts';
