import { driftKinds, type DriftReport } from '#core/drift';
import { z } from 'zod';

import type { DriftCheck } from '../../application/monitoring/index.ts';
import type { DriftReport as Row, Prisma } from '../generated/client.ts';

const kind = z.enum(driftKinds);

const storedReport = z.object({
  checkedThrough: z.int(),
  isSeasonKnown: z.boolean(),
  judged: z.array(kind),
  levels: z.array(z.object({ level: z.string(), segments: z.int(), drifted: z.int() })),
  findings: z.array(
    z.object({
      kind,
      level: z.string(),
      segment: z.string(),
      since: z.int(),
      direction: z.enum(['up', 'down']),
      effect: z.number(),
      threshold: z.number(),
      detail: z.string(),
    }),
  ),
  omittedItems: z.int(),
}) satisfies z.ZodType<DriftReport>;

export function checkFromRow({ report, ...row }: Row): DriftCheck {
  const { id, datasetId, configHash, datasetVersion, asOf, createdAt } = row;
  const read = storedReport.parse(report);
  return { id, datasetId, configHash, datasetVersion, asOf, createdAt, report: read };
}

export function reportToRow(report: DriftReport): Prisma.InputJsonObject {
  return {
    ...report,
    judged: [...report.judged],
    levels: report.levels.map((level) => ({ ...level })),
    findings: report.findings.map((finding) => ({ ...finding })),
  };
}
