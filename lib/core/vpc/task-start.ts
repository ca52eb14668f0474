import { type Place } from '../values/place';
import { isKnown, type Knowable } from '../values/unknown';
import { type Element } from '../values/element';

/** What a task has to reach before it runs, or soon after. */
export type Need = {
  /** What needs it. */
  readonly purpose: NeedPurpose;
  readonly at: Place;
  /** Whether AWS itself says that tasks do not run without it. */
  readonly isCertain: boolean;
} & NeedTarget;

/** What has to be reached. */
export type NeedTarget =
  /** A regional service, by the last part of the name of its endpoint, such as `ecr.api`. */
  | {
      readonly kind: 'aws';
      readonly service: string;
      readonly region: string;
      readonly isEcrLayers?: boolean;
      /** Whether it may be asked by a name that has IPv6 addresses too. @default false */
      readonly mayBeDual?: boolean;
    }
  /** A host outside of AWS's regional services. */
  | {
      readonly kind: 'public';
      readonly host: string;
      /** @default 443 */
      readonly port?: number;
      /** Whether its name has IPv6 addresses too. @default false */
      readonly hasIpv6?: Knowable<boolean>;
    }
  | { readonly kind: 'file-system'; readonly fileSystem: Knowable<string> }
  | { readonly kind: 'unknown'; readonly why: string };

/** The same for needs that are met by the same. */
export function targetKey(target: NeedTarget): string {
  switch (target.kind) {
    case 'aws':
      return `aws ${target.service} ${target.region} ${target.isEcrLayers ?? false} ${target.mayBeDual ?? false}`;
    case 'public':
      return `public ${target.host} ${target.port ?? ''} ${textOf(target.hasIpv6 ?? false)}`;
    case 'file-system':
      return `file-system ${textOf(target.fileSystem)}`;
    case 'unknown':
      return `unknown ${target.why}`;
  }
}

function textOf(value: Knowable<string | boolean>): string {
  return isKnown(value) ? `${value}` : `? ${value.why}`;
}

/** What a task needs it for. */
export type NeedPurpose =
  | 'agent'
  | 'registry'
  | 'image'
  | 'layers'
  | 'registry credentials'
  | 'secret'
  | 'files'
  | 'logs'
  | 'volume'
  | 'proxy';

/** The start of the tasks of a service: who has to get where. */
export interface TaskStart extends Element {
  /** Key of the host whose interface carries what the tasks need to start. */
  readonly carrier: Knowable<string>;
  /** What has to be reached. */
  readonly needs: readonly Need[];
  /** Whether ECS Exec is switched on: tasks start without its way, and sessions do not. */
  readonly usesExec: boolean;
}
