import { type Written } from '../../core/reading/field';
import { type Place } from '../../core/values/place';
import { type Unknown } from '../../core/values/unknown';
import { type Presence } from '../presence';

/** The type of a stack that is made as a resource of another one. */
export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** One template, as it was parsed. */
export interface Template {
  /** The template, parsed. */
  readonly body: unknown;
  /** For places. */
  readonly file?: string;
  /** Name of its stack, for `AWS::StackName` and to tell several templates apart. */
  readonly stack?: string;
  /** The region that it is deployed to, for `AWS::Region`. @default - not known */
  readonly region?: string;
  /** For a nested stack: the `file` of the template that holds it, and its logical id there. @default - a stack of its own */
  readonly nestedIn?: { readonly file: string; readonly id: string };
  /** What a resource is called in findings. @default - its construct path where the template has it, or its logical id */
  readonly pathOf?: (logicalId: string) => string | undefined;
  /** For resources that another format says: their places. @default - they stand in the template */
  readonly placeOf?: (logicalId: string) => Place | undefined;
  /** For resources that another format says: where a value was written. */
  readonly written?: (value: unknown) => Written | undefined;
  /** For resources that another format says: how it words a property. */
  readonly wording?: (data: unknown, key: string | number) => string | undefined;
  /** For resources that another format says: what has to be for one to exist, where that is open. @default - its condition decides */
  readonly presenceOf?: (logicalId: string) => Presence | undefined;
  /** Whether a security group without rules lets nothing out. @default - everything, as AWS makes it */
  readonly closedByDefault?: boolean;
  /** Whether another format has a schema that asks for what AWS needs. @default false */
  readonly isComplete?: boolean;
  /** Whether what is not in it may have been left out when it was printed. @default false */
  readonly isShown?: boolean;
  /** Whether its resources are there already: they go by their own ids, and wait for nothing. @default false */
  readonly exists?: boolean;
  /** For what is there already: what of a resource may be there and was not seen. @default - nothing */
  readonly unseen?: (logicalId: string) => Unseen | undefined;
  /** Resources of which only the type is known. @default - none */
  readonly opaque?: ReadonlySet<string>;
}

/** What may be there and was not seen. */
export interface Unseen {
  /** More services of a cluster. @default false */
  readonly services?: boolean;
  /** More instances of a cluster. @default false */
  readonly capacity?: boolean;
  /** Why there may be more parts of a VPC. @default - there are no more */
  readonly parts?: Unknown;
}
