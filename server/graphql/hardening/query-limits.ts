/** How large a query may be before it is run; set well above what the schema's own pages need. */
export const queryLimits = {
  maxQueryTokens: 2000,
  maxQueryDepth: 12,
  maxQueryAliases: 30,
} as const;
