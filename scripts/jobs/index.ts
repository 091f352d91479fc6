/** Jobs as text for people. */
export { formatJob, jobColumns } from './job-text.ts';
