/** How the model does on a case, or on one of its checks. */
export type Outcome =
  | { readonly kind: 'agree' }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'disagree'; readonly why: string }
  /** Neither the case nor the project has words for it. */
  | { readonly kind: 'cannot be expressed'; readonly why: string };

export const AGREE: Outcome = { kind: 'agree' };
