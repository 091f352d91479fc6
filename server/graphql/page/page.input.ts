import { ArgsType, Field, Int } from 'type-graphql';

/** The arguments of a connection. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many, 1 to `limits.maxPageSize`; 20 when left out.',
  })
  readonly first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor behind which the page starts; from the beginning when left out.',
  })
  readonly after?: string | null;
}
