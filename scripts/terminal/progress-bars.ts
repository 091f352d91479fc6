import { Presets, SingleBar } from 'cli-progress';

import type { Progress } from '../../server/application/telemetry.ts';
import type { ProgressDisplay } from './progress-display.ts';
import { percentDone, progressText } from './progress-text.ts';
import type { OutputStream } from './terminal.ts';

/** One bar per stage, drawn in place; a finished bar stays on its line. */
export function progressBars(stream: OutputStream): ProgressDisplay {
  let stage: string | null = null;
  let bar: SingleBar | null = null;

  const finish = () => {
    bar?.stop();
    bar = null;
    stage = null;
  };
  return {
    report: (progress) => {
      if (stage !== progress.stage) {
        finish();
        bar = startBar(stream, progress);
        stage = progress.stage;
      }
      bar?.update(percentDone(progress) ?? 0, shown(progress));
    },
    finish,
  };
}

function startBar(stream: OutputStream, progress: Progress): SingleBar {
  const extent = progress.total === null ? '' : '{bar} {percentage} % ';
  const bar = new SingleBar(
    {
      stream,
      format: `{stage} ${extent}({text}, {duration_formatted})`,
      barsize: 24,
      hideCursor: null,
      linewrap: null,
      // Signals are handled in one place, for the whole process.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  bar.start(100, percentDone(progress) ?? 0, shown(progress));
  return bar;
}

function shown(progress: Progress): { stage: string; text: string } {
  return { stage: progress.stage, text: progressText(progress) };
}
