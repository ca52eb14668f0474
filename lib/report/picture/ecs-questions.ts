import { type AwsNetwork } from '../../core/vpc/aws-network';
import { networkPaths, type NetworkPath } from '../../core/vpc/network-paths';
import { serviceAnswers, type ServiceAnswer } from './service-answers';
import { serviceGroups, type EcsReading, type ServiceGroup } from './service-groups';

/** What is asked about clusters and their VPCs: each question once, for the lines of a picture and for its page. */
export interface EcsQuestions {
  readonly groups: readonly ServiceGroup[];
  readonly services: readonly ServiceAnswer[];
  /** The paths through VPCs that readers are likely to ask about. */
  readonly paths: readonly { readonly network: AwsNetwork; readonly path: NetworkPath }[];
}

/** Asks all the questions that a picture and its page answer. */
export function ecsQuestions(reading: EcsReading): EcsQuestions {
  const groups = serviceGroups(reading);
  return {
    groups,
    services: serviceAnswers(groups),
    paths: reading.networks.flatMap((network) => networkPaths(network).map((path) => ({ network, path }))),
  };
}
