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
  /** Where AWS says that there can be one. */
  readonly page: string;
  /** Equal for the same thing. */
  readonly key: string;
  /** Whether AWS has taken such a thing twice. @default false */
  readonly mayBeTaken?: boolean;
}

/** Settings of one object of which some number is to be written. */
export interface Alternatives {
  /** The names on the way to the object; `*` stands for each element of a list. @default - the resource itself */
  readonly in?: string;
  /** What they say, such as `target`. */
  readonly what: string;
  readonly among: readonly string[];
  /** @default 1 */
  readonly least?: 0 | 1;
  /** @default 1 */
  readonly most?: number;
  /** Whether none may be written in Terraform, where the callers of a module give what its variables leave out. @default false */
  readonly mayBeGiven?: true;
}

/** Settings of which one is to be written, where none or several are. */
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

/** How many elements a list may have. */
export interface ListLength {
  /** @default 0 */
  readonly least?: number;
  /** Whether it may have fewer in Terraform, where the callers of a module give what its variables leave out. @default false */
  readonly mayBeGiven?: true;
  /** @default - any number */
  readonly most?: number;
}

/** A list with fewer elements than AWS asks for, or more than it takes. */
export interface Miscount {
  readonly at: Place;
  /** The resource, such as `container definition App`. */
  readonly of: string;
  /** The list, such as `environmentFiles`. */
  readonly name: string;
  readonly count: number;
  /** How many it has at least, or at most: whichever it does not keep to. */
  readonly bound: number;
}

/** What a setting asks of another one in the same object. */
export interface Combination {
  /** The names on the way to the object; `*` stands for each element of a list. Empty: the resource itself. */
  readonly in: string;
  /** The names on the way from there to the setting that asks. */
  readonly when: string;
  /** Values with which it asks. @default - any */
  readonly is?: readonly string[];
  /** The setting that has to be there. */
  readonly asks?: string;
  /** Values of which that has one. @default - any */
  readonly of?: readonly string[];
  /** What its text is like, with `${Name}` for what is decided at deployment. @default - whatever it is */
  readonly like?: SettingForm;
  /** Whether it may be left out all the same. @default false */
  readonly ifThere?: true;
  /** The setting that must not be there. */
  readonly refuses?: string;
  /** Values that it may have all the same. @default - none */
  readonly but?: readonly string[];
  /** The setting whose number is at least that of the one that asks. */
  readonly notAbove?: string;
}

/** A setting that another one asks for and is missing, or that does not go with it. */
export interface Clash {
  readonly at: Place;
  /** The resource, such as `cluster Web`. */
  readonly of: string;
  /** The setting that asks. */
  readonly name: string;
  /** Empty: that it is there is enough. */
  readonly value: string;
  /** The setting that is asked for or does not go with it. */
  readonly other: string;
  /** Its value; empty: it is left out, or is an object. */
  readonly otherValue: string;
  /** Whether it is asked for; otherwise it does not go with the first. */
  readonly isAsked: boolean;
  /** Values of which it would have to be one. */
  readonly among: readonly string[];
}

/** What the resources of AWS say, each by itself. */
export interface ResourceSettings {
  /** Those that are looked at: a reader may leave out what is as it may be. */
  readonly settings: readonly Setting[];
  readonly claims: readonly Claim[];
  readonly choices: readonly Choice[];
  readonly clashes: readonly Clash[];
  readonly miscounts: readonly Miscount[];
}
