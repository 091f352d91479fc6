import { type FileHandle, open } from 'node:fs/promises';

interface Opening {
  /** As `open` takes them: `r`, `wx`, or constants. */
  readonly flags: string | number;
  /** Permissions of a file that is created. */
  readonly mode?: number;
}

/** Runs `work` on an open file and closes it, whatever happens. */
export async function withFile<Result>(
  path: string,
  { flags, mode }: Opening,
  work: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await open(path, flags, mode);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Writes a new file so that it is there after a crash, too. */
export async function writeDurably(
  path: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  await withFile(path, { flags: 'wx', mode }, async (file) => {
    await file.writeFile(content);
    await file.sync();
  });
}
