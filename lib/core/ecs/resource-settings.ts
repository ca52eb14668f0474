import { type Place } from '../values/place';
import { type SettingForm } from './setting-form';

/** A setting of a resource as it is written; references and what is decided at deployment are none. */
export interface Setting {
  /** Its place, or that of what it is missing in. */
  readonly at: Place;
  /** The resource, such as `target group Web`. */
  readonly of: string;
  /** The names on the way to it, as the API spells them, such as `healthCheckPath`. */
  readonly name: string;
  /** Undefined: left out, although it is needed. */
  readonly value: string | number | undefined;
  /** What it may be. */
  readonly form: SettingForm;
}

/** Something that there can be once, and the resource that makes it. */
export interface Claim {
  readonly at: Place;
  /** What it is, such as `a route to 0.0.0.0/0 in route table Public`. */
  readonly what: string;
  /** Equal for the same thing. */
  readonly key: string;
  /** Whether AWS has taken such a thing twice. @default false */
  readonly mayBeTaken?: boolean;
}

/** Settings of which exactly one is to be written, where none or several are. */
export interface Choice {
  readonly at: Place;
  /** The resource, such as `route Default`. */
  readonly of: string;
  /** What they say, such as `target`. */
  readonly what: string;
  /** Those that are written. */
  readonly written: readonly string[];
  /** All that there are, as the API spells them. */
  readonly among: readonly string[];
}

/** What the resources of AWS say, each by itself. */
export interface ResourceSettings {
  /** Those that are looked at: a reader may leave out what is as it may be. */
  readonly settings: readonly Setting[];
  readonly claims: readonly Claim[];
  readonly choices: readonly Choice[];
}
