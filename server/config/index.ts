export { type Config, describeEnvironment, loadConfig } from './config.ts';
