import { type Data } from '../../../core/reading/field';

/** A resource of CloudFormation that a block stands for. */
export interface Made {
  readonly type: string;
  readonly properties: Data;
  /** Tells apart several that one block stands for. @default - it stands for one */
  readonly part?: string;
}

/**
 * What a block of a type stands for.
 * @param own what refers to the block itself
 */
export type Maker = (values: Data, own: Data) => readonly Made[];
