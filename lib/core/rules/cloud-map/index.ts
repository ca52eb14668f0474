import { type Rule } from '../rule';
import { registryHealthCheckInPrivateNamespace } from './registry-health-check-in-private-namespace';
import { registryHealthCheckMalformed } from './registry-health-check-malformed';
import { registryNameTaken } from './registry-name-taken';
import { registryRecordsInHttpNamespace } from './registry-records-in-http-namespace';
import { registryRecordsUnsupported } from './registry-records-unsupported';

/** Rules about registries, in the order in which they are reported. */
export const CLOUD_MAP_RULES: readonly Rule<'cloudMap'>[] = [
  registryHealthCheckInPrivateNamespace,
  registryHealthCheckMalformed,
  registryNameTaken,
  registryRecordsInHttpNamespace,
  registryRecordsUnsupported,
];
