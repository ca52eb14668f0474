import { type TaskDefinition } from '../ecs/task';
import { type Knowable } from '../values/unknown';
import { type AwsNetwork } from '../vpc/aws-network';
import { type NamedService } from '../vpc/task-hosts';

/** A namespace of AWS Cloud Map. */
export interface Namespace {
  /** By which Service Connect and registries name it. */
  readonly key: string;
  /** The name that names in it end in. */
  readonly name: Knowable<string>;
}

/** The programs in the tasks that were seen, with all that what they dial is asked of. */
export interface TaskPrograms {
  /** Task definitions with their containers. */
  readonly tasks: readonly TaskDefinition[];
  /** The services that run them. */
  readonly services: readonly NamedService[];
  /** Undefined: no network was read. */
  readonly network: AwsNetwork | undefined;
  /** Namespaces that were seen. */
  readonly namespaces: readonly Namespace[];
}
