import type { Progress } from '../../server/application/telemetry.ts';
import type { ProgressDisplay } from './progress-display.ts';
import { percentDone, progressText } from './progress-text.ts';

const quietMs = 5000;

/** A line every five seconds while a stage goes on, and one for its last report. `now` counts milliseconds. */
export function progressLines(say: (line: string) => void, now: () => number): ProgressDisplay {
  let latest: Progress | null = null;
  let told: Progress | null = null;
  let quietSince = 0;

  const tell = (progress: Progress) => {
    say(line(progress));
    told = progress;
    quietSince = now();
  };
  const endStage = () => {
    if (latest !== null && latest !== told) tell(latest);
    latest = null;
  };
  return {
    report: (progress) => {
      if (latest?.stage !== progress.stage) {
        endStage();
        quietSince = now();
      }
      latest = progress;
      if (now() - quietSince >= quietMs) tell(progress);
    },
    finish: endStage,
  };
}

function line(progress: Progress): string {
  const percent = percentDone(progress);
  return `${progress.stage}: ${progressText(progress)}${percent === null ? '' : ` (${percent} %)`}`;
}
