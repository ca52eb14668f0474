import { type Arguments, type CommandShape } from './command';
import { type Context } from './context';
import { HELP } from './options';
import { UsageError } from './usage-error';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const COMPLETION: CommandShape = {
  name: 'completion',
  operands: 'SHELL',
  summary: 'print what a shell needs to complete commands',
  description: [`SHELL is one of ${SHELLS.join(', ')}.`],
  options: [HELP],
  examples: [
    'eval "$(portwright completion bash)"',
    'portwright completion fish > ~/.config/fish/completions/portwright.fish',
  ],
  words: () => SHELLS,
};

/** Prints the completion script of a shell. */
export function runCompletion(args: Arguments, { print }: Context, commands: readonly CommandShape[]): number {
  const [shell] = args.operands;
  if (shell === 'bash') print(bash(commands));
  else if (shell === 'zsh') print(`autoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`);
  else if (shell === 'fish') print(fish(commands));
  else throw new UsageError(`completion is for ${SHELLS.join(', ')}, got ${JSON.stringify(shell ?? '')}`, 'completion');
  return 0;
}

function bash(commands: readonly CommandShape[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const flags = options.map((option) => `--${option.name}`).join(' ');
    const choices = options
      .filter((option) => option.choices)
      .map((option) => `      --${option.name}) words="${(option.choices ?? []).join(' ')}" ;;`);
    return [
      `    ${name})`,
      '      case "$previous" in',
      ...choices,
      `      *) words="${[flags, ...(words?.() ?? [])].join(' ')}" ;;`,
      '      esac ;;',
    ].join('\n');
  });
  return [
    '_portwright() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words=""',
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    words="${commands.map(({ name }) => name).join(' ')}"`,
    '  else',
    '    case "${COMP_WORDS[1]}" in',
    ...cases,
    '    esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))',
    '}',
    'complete -o filenames -F _portwright portwright',
    '',
  ].join('\n');
}

function fish(commands: readonly CommandShape[]): string {
  const lines = commands.flatMap(({ name, summary, options, words }) => [
    `complete -c portwright -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ...options.map(({ name: option, short, choices, value, help }) =>
      [
        `complete -c portwright -n '__fish_seen_subcommand_from ${name}' -l ${option}`,
        ...(short === undefined ? [] : [`-s ${short}`]),
        ...(value === undefined ? [] : ['-r']),
        ...(choices ? [`-a ${quote(choices.join(' '))}`] : []),
        `-d ${quote(help)}`,
      ].join(' '),
    ),
    ...(words
      ? [`complete -c portwright -n '__fish_seen_subcommand_from ${name}' -f -a ${quote(words().join(' '))}`]
      : []),
  ]);
  return `${lines.join('\n')}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
