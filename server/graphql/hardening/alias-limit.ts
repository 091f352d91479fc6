import { type FieldNode, type ValidationRule } from 'graphql';

import { limitError } from './limit-error.ts';

/** Refuses documents with more than `maximum` aliases: the cheap way to ask for one thing a thousand times. */
export function aliasLimit(maximum: number): ValidationRule {
  return (context) => {
    let aliases = 0;
    return {
      Field(node: FieldNode) {
        if (node.alias === undefined) return;
        aliases += 1;
        if (aliases !== maximum + 1) return;
        context.reportError(
          limitError(
            'aliases',
            aliases,
            maximum,
            `The query has more than ${maximum} aliases. Use lists (\`nodes\`, \`items\`, several items of one forecast) or several requests.`,
            node,
          ),
        );
      },
    };
  };
}
