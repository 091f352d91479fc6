/** Help text after the options: examples, then how the command ends. */
export function helpFooter(examples: readonly string[]): string {
  return `
Examples:
${examples.map((example) => `  $ forecastle ${example}`).join('\n')}

Exit codes: 0 done, 1 failed, 2 wrong use or bad input, 3 something needed does not answer, 130 interrupted.`;
}

/** The same for a command whose checks may find problems. */
export function checkHelpFooter(examples: readonly string[], meaning: string): string {
  return helpFooter(examples).replace('1 failed', `1 ${meaning}`);
}
