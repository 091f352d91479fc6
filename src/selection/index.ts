/** Which model to use where: the best of a leaderboard, and scores of segments of items to choose by. */
export { type Candidate, type Choice, chooseBest } from './choose-best.ts';
export { type ItemWindow, type SegmentScore, segmentScores } from './segment-scores.ts';
