import type { Page, PageRequest } from '../../application/models/index.ts';
import type { PageInfo } from './page-info.type.ts';
import type { PageArgs } from './page.input.ts';
import { parsePlaceCursor, placeCursor } from './place-cursor.ts';

interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page as GraphQL shows it. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
}

/**
 * The use case's page for the arguments of a connection.
 * @throws ForecastError INVALID_CURSOR.
 */
export function pageRequest(list: string, { first, after }: PageArgs): PageRequest {
  const before = after == null ? null : parsePlaceCursor(list, after);
  return { first: first ?? null, before };
}

/** The connection of a page of a list; `placeOf` gives the number that an entry is ordered by. */
export function connectionOf<Node>(
  list: string,
  { page, request }: { readonly page: Page<Node>; readonly request: PageRequest },
  placeOf: (node: Node) => number,
): Connection<Node> {
  const edges = page.entries.map((node) => ({ node, cursor: placeCursor(list, placeOf(node)) }));
  return {
    edges,
    nodes: page.entries,
    pageInfo: {
      hasNextPage: page.hasMore,
      hasPreviousPage: request.before !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
