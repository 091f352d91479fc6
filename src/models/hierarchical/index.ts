export { esx, regression, topDown } from './aggregate-forecasters.ts';
