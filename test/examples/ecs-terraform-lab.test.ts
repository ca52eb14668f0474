import { lab as terraformLab } from '../../examples/ecs-terraform/main';
import { ecsLab } from '../../bin/ecs-lab';
import { serviceFlows, startIn } from '../../lib/core';
import { readStack } from '../../lib/ecs-terraform';
import { readStage } from '../../lib/ecs';
import { findingsOf, type Reading } from '../../lib/formats';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusals } from '../ecs-terraform/provider-schema';
import { newApp, synthError } from '../ecs-terraform/world';

const folder = mkdtempSync(join(tmpdir(), 'portwright-lab-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const stack = terraformLab(newApp());
const inTerraform = readStack(stack);
const inCdk = readStage(ecsLab(folder).app);

/** A construct without the stack that it is in. */
const nameOf = (path: string): string => path.split('/')[1] ?? path;

function reach({ clusters }: Reading): string[] {
  return clusters
    .flatMap((cluster) => serviceFlows(cluster))
    .map(({ from, to, verdict }) => `${nameOf(from.at.path)} -> ${nameOf(to.service.at.path)}: ${verdict.kind}`)
    .sort();
}

function starts({ networks }: Reading): string[] {
  return networks
    .flatMap((network) =>
      network.starts.map((start) => `${nameOf(start.at.path)}: ${startIn(network, start).verdict.kind}`),
    )
    .sort();
}

describe('the lab in Terraform', () => {
  test('is written, and nothing is found in it, as in CDK', () => {
    expect(synthError(stack)).toBeUndefined();
    expect(refusals(stack)).toEqual([]);
    expect(inTerraform.problems).toEqual([]);
    expect(findingsOf(inTerraform)).toEqual([]);
    expect(findingsOf(inCdk)).toEqual([]);
  });

  test('has the same services reach each other as in CDK', () => {
    expect(reach(inTerraform)).toEqual(reach(inCdk));
    expect(reach(inTerraform).length).toBeGreaterThan(10);
  });

  test('has the same tasks start as in CDK', () => {
    expect(starts(inTerraform)).toEqual(starts(inCdk));
    expect(starts(inTerraform)).toHaveLength(5);
  });
});
