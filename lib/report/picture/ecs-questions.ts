import { type AwsNetwork } from '../../core/vpc/aws-network';
import { networkPaths, type NetworkPath } from '../../core/vpc/network-paths';
import { serviceAnswers, type ServiceAnswer } from './service-answers';
import { serviceGroups, type EcsReading, type ServiceGroup } from './service-groups';

/** What a picture of clusters and their networks is asked: each question once, for its lines and for its page. */
export interface EcsQuestions {
  readonly groups: readonly ServiceGroup[];
  readonly services: readonly ServiceAnswer[];
  /** Ways through the networks that somebody is likely to ask about. */
  readonly paths: readonly { readonly network: AwsNetwork; readonly path: NetworkPath }[];
}

/** Asks everything that a picture shows or its page answers. */
export function ecsQuestions(reading: EcsReading): EcsQuestions {
  const groups = serviceGroups(reading);
  return {
    groups,
    services: serviceAnswers(groups),
    paths: reading.networks.flatMap((network) => networkPaths(network).map((path) => ({ network, path }))),
  };
}
