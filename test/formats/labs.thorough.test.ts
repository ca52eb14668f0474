import { App, type CfnResource } from 'aws-cdk-lib';
import { TerraformResource, TerraformStack, Testing } from 'cdktf';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerLab } from '../../bin/docker-lab';
import { EcsLab } from '../../bin/ecs-lab';
import { Topology } from '../../lib/core/engine/topology';
import { explain } from '../../lib/core/rules/check';
import { type Finding } from '../../lib/core/values/finding';
import { type DockerEngine } from '../../lib/docker';
import { readStage } from '../../lib/ecs';
import { findingsOf, readInputs, type Input } from '../../lib/formats';

const folder = mkdtempSync(join(tmpdir(), 'portwright-labs-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const told = (found: readonly Finding[]): string[] =>
  found.map((finding) => `${finding.severity} ${finding.rule}: ${explain(finding)}`).sort();

function read(...files: readonly (readonly [name: string, text: string])[]): Input {
  const [input, ...more] = readInputs(files.map(([name, text]) => ({ name, text })));
  expect({ more, problems: input?.reading.problems }).toEqual({ more: [], problems: [] });
  return input!;
}

/** The ECS lab with something done to it: what its constructs find, and what is found in the template they write. */
function ecs(change: (lab: EcsLab) => void): { readonly constructs: string[]; readonly written: Input } {
  const app = new App({ outdir: mkdtempSync(join(folder, 'ecs-')) });
  const lab = new EcsLab(app, 'EcsLab');
  change(lab);
  const { templateFullPath } = app.synth({ skipValidation: true }).getStackByName('EcsLab');
  const constructs = told(findingsOf(readStage(app)));
  return { constructs, written: read(['EcsLab.template.json', readFileSync(templateFullPath, 'utf8')]) };
}

/** The same for the Docker lab and Terraform's JSON. */
function docker(change: (engine: DockerEngine) => void): {
  readonly engine: DockerEngine;
  readonly constructs: string[];
  readonly written: Input;
} {
  const [engine] = dockerLab(mkdtempSync(join(folder, 'docker-'))).engines;
  change(engine!);
  const text = Testing.synth(TerraformStack.of(engine!), false);
  return { engine: engine!, constructs: told(engine!.findings), written: read(['cdk.tf.json', text]) };
}

/** A resource of the Docker lab by its name on the engine. */
function resource(engine: DockerEngine, type: string, name: string): TerraformResource {
  const found = engine.node.findAll().filter((one) => TerraformResource.isTerraformResource(one));
  return found.find((one) => one.terraformResourceType === type && one.node.path.includes(name))!;
}

describe('the template of the ECS lab', () => {
  test('has no finding, as its constructs have none', () => {
    const { constructs, written } = ecs(() => undefined);
    expect({ constructs, written: told(findingsOf(written.reading)) }).toEqual({ constructs: [], written: [] });
    expect(written.reading.tasks).toHaveLength(5);
    expect(written.reading.services).toHaveLength(5);
  });

  test('has the findings of its constructs when an override breaks them, each at a line', () => {
    const { constructs, written } = ecs((lab) => {
      const [none, , fixed, host] = lab.tasks.map(({ node }) => node.defaultChild as CfnResource);
      none!.addPropertyOverride('ContainerDefinitions.0.PortMappings', [{ ContainerPort: 80 }]);
      fixed!.addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 22);
      host!.addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 81);
    });
    const found = findingsOf(written.reading);
    expect(told(found)).toEqual(constructs);
    expect(new Set(found.map(({ rule }) => rule))).toEqual(
      new Set(['ports-on-none', 'host-port-reserved', 'host-port-differs']),
    );
    for (const { at } of found) expect(written.locate(at)!.line).toBeGreaterThan(1);
  });
});

describe("the Docker lab as Terraform's JSON", () => {
  test('has no error, and the findings of its constructs', () => {
    const { constructs, written } = docker(() => undefined);
    const found = findingsOf(written.reading);
    expect(told(found)).toEqual(constructs);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('has the findings of its constructs when an override breaks them, each at a line', () => {
    const { constructs, written } = docker((engine) => {
      resource(engine, 'docker_network', 'isolated_nw').addOverride('ipam_config.0.gateway', '10.0.0.1');
      resource(engine, 'docker_container', 'container7').addOverride('ports', [{ internal: 80, external: 8080 }]);
      resource(engine, 'docker_container', 'app2').addOverride('ports', [{ internal: 80, external: 8090 }]);
    });
    const found = findingsOf(written.reading);
    expect(told(found)).toEqual(constructs);
    expect(found.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['gateway-outside-subnet', 'published-port-taken', 'ports-in-none-mode']),
    );
    for (const { at } of found) expect(written.locate(at)!.line).toBeGreaterThan(1);
  });

  test('has the same containers that reach the same ones', () => {
    const { engine, written } = docker(() => undefined);
    const there = Topology.of(written.reading.dockerHosts[0]!);
    const names = [...engine.topology.nodes.keys()].sort();
    expect([...there.nodes.keys()].sort()).toEqual(names);
    for (const from of names) {
      for (const to of names) {
        if (from === to) continue;
        const [one, other] = [engine.topology.reach({ from, to }), there.reach({ from, to })];
        expect({ from, to, kind: other.kind }).toEqual({ from, to, kind: one.kind });
      }
    }
  });
});
