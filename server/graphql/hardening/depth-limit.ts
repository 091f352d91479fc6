import {
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

import { limitError } from './limit-error.ts';

/** Refuses operations whose fields nest deeper than `maximum`. Introspection has graphql's own rule. */
export function depthLimit(maximum: number): ValidationRule {
  return (context) => {
    const depths = new Map<FragmentDefinitionNode, number>();

    function depthOf(set: SelectionSetNode | undefined): number {
      return Math.max(0, ...(set?.selections ?? []).map(depthOfSelection));
    }

    function depthOfSelection(node: SelectionSetNode['selections'][number]): number {
      switch (node.kind) {
        case Kind.FIELD:
          return node.name.value.startsWith('__') ? 0 : 1 + depthOf(node.selectionSet);
        case Kind.INLINE_FRAGMENT:
          return depthOf(node.selectionSet);
        case Kind.FRAGMENT_SPREAD:
          return depthOfFragment(context.getFragment(node.name.value));
      }
    }

    /** Each fragment is measured once; a cycle, which another rule reports, counts as 0. */
    function depthOfFragment(fragment: FragmentDefinitionNode | null | undefined): number {
      if (fragment == null) return 0;
      const known = depths.get(fragment);
      if (known !== undefined) return known;
      depths.set(fragment, 0);
      const depth = depthOf(fragment.selectionSet);
      depths.set(fragment, depth);
      return depth;
    }

    return {
      OperationDefinition(node) {
        const depth = depthOf(node.selectionSet);
        if (depth <= maximum) return;
        context.reportError(
          limitError(
            'depth',
            depth,
            maximum,
            `The query nests fields ${depth} deep, but at most ${maximum} is allowed. Ask for inner objects by id in a second request.`,
            node,
          ),
        );
      },
    };
  };
}
