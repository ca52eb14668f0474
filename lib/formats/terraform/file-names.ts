/** Files of a folder that Terraform takes, and OpenTofu. */
export const OF_MODULE = /\.(?:tf|tofu)(?:\.json)?$/i;
/** Those of them that are JSON. */
export const OF_MODULE_IN_JSON = /\.(?:tf|tofu)\.json$/i;
