/** Releases of the docker provider that what we write fits. */
export const PROVIDER_VERSIONS = '>= 3.6.2, < 5.0.0';
