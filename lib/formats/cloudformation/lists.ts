import { Unknown } from '../../core/values/unknown';
import { Composite, Named } from '../../core/reading/field';

/** The availability zones that there are: which ones is known at deployment, that the first is the first is known now. */
export class AllZones extends Unknown {
  constructor() {
    super('the availability zones are known at deployment');
  }
}

/** An availability zone by its number among those there are: `#0` for the first. */
export class NumberedZone extends Named {
  constructor(index: string | number) {
    super(`#${index}`, 'which zone that is, is known at deployment');
  }
}

/** A text joined from several parts, some of which are known at deployment: split at the same separator it gives the parts again. */
export class Joined extends Composite {
  constructor(
    readonly separator: string,
    parts: readonly unknown[],
    why: string,
  ) {
    super(parts, why);
  }
}
