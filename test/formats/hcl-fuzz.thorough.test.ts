import fc from '../law';
import { findingsOf, InputError, prepareInputs, readInputs } from '../../lib/formats';
import { asHcl } from './hcl-writer';
import { SAMPLES } from './samples';

/** A few cases in the suite; PORTWRIGHT_FUZZ=100000 for a long run. */
const PARAMETERS = {
  numRuns: Number(process.env['PORTWRIGHT_FUZZ'] ?? 100),
  seed: Number(process.env['PORTWRIGHT_FUZZ_SEED'] ?? 20261129),
};

beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

/** Reads a text: an answer whose every place can be found, or an input error with a place. */
function reads(text: string): void {
  try {
    for (const input of readInputs([{ name: 'main.tf', text }], { load: () => undefined, list: () => [] })) {
      const { unknown, problems } = input.reading;
      for (const { at } of [...findingsOf(input.reading), ...unknown, ...problems]) {
        const spot = input.locate(at);
        if (spot) expect(Math.min(spot.line, spot.column)).toBeGreaterThan(0);
      }
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.position.line).toBeGreaterThan(0);
  }
}

/** A configuration that uses most of the language. */
const LANGUAGE = `variable "ports" {
  type    = map(object({ internal = number, external = optional(number) }))
  default = { web = { internal = 80 } }
}
locals {
  names = [for name, port in var.ports : upper(name) if port.internal > 0]
  text  = <<-EOT
    %{ for name in local.names ~}
    \${name}: \${join(",", local.names[*])}
    %{ endfor ~}
  EOT
  cidr = cidrsubnet("10.0.0.0/16", 8, length(local.names))
}
module "again" {
  source   = "./again"
  for_each = toset(local.names)
}
resource "docker_network" "n" {
  count = length(local.names) > 0 ? 1 : 0
  name  = format("%s-%02d", "net", count.index)
  ipam_config {
    subnet = local.cidr
  }
}
resource "docker_container" "c" {
  for_each     = var.ports
  name         = "c-\${each.key}"
  image        = try(local.gone, "x")
  network_mode = docker_network.n[0].name
  dynamic "ports" {
    for_each = [each.value]
    iterator = it
    content {
      internal = it.value.internal
      external = lookup(it.value, "external", 8080)
    }
  }
}
`;

const SOURCES = [LANGUAGE, asHcl(JSON.stringify(SAMPLES.terraform))];

/** Pieces of the language. */
const WORDS = [
  ...['resource', 'module', 'locals', 'variable', 'dynamic', 'content', 'for', 'in', 'if', 'null', 'true', 'count'],
  ...['"', '"a"', '${', '%{', '}', '{', '[', ']', '(', ')', '=', '=>', ':', '?', '...', '[*]', '.*', '.', ',', '\\n'],
  ...['\u0000', '<<EOT', '<<-EOT\\n', 'EOT\\n', '#', '/*', '*/', '!', '-', '+', '/', '0', '1e999', '-1', '~', '$${'],
  ...['var.x', 'local.a', 'each.value', 'docker_container', 'aws_ecs_service', 'jsonencode', 'range(1, 9999999)'],
];

/** A source with a few places cut out, doubled, or with words put in. */
const garbled = fc
  .tuple(
    fc.constantFrom(...SOURCES),
    fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom('', ...WORDS)), { minLength: 1, maxLength: 6 }),
  )
  .map(([source, cuts]) => {
    let text = source;
    for (const [place, length, word] of cuts) {
      const at = place % (text.length + 1);
      text = text.slice(0, at) + word + text.slice(at + length);
    }
    return text;
  });

test('the sources themselves are read without a problem', () => {
  for (const text of SOURCES) {
    const [input] = readInputs([{ name: 'main.tf', text }]);
    expect(input?.reading.problems).toEqual([]);
  }
});

test('any words of the language are read or refused with a place', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS, ' ', ' ', '\n'), { maxLength: 60 }), (words) => {
      reads(words.join(''));
    }),
    PARAMETERS,
  );
});

test('any text at all is read or refused with a place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      reads(text);
    }),
    PARAMETERS,
  );
});

test('a configuration with mistakes in it is read or refused with a place', () => {
  fc.assert(fc.property(garbled, reads), PARAMETERS);
});
