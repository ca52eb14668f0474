/** How a probe can end badly, in the words of the recorded reachability vectors. */
export type Failure = 'no-such-name' | 'timeout' | 'refused' | 'no-route' | 'reset';

/** What came of one probe. Addresses are as the prober saw them; `seenFrom` is the client as the server saw it. */
export interface Outcome {
  readonly reached?: boolean;
  /** Name that the answering listener gave itself. */
  readonly by?: string;
  readonly seenFrom?: string;
  /** What the target's name resolved to, when the target was a name. */
  readonly address?: string;
  readonly resolved?: boolean;
  /** Every address of the name, sorted. */
  readonly addresses?: readonly string[];
  /** Whether another address came first in another try. */
  readonly firstAnswerVaries?: boolean;
  readonly via?: 'hosts-file';
  readonly failure?: Failure;
  /** The name was denied only after the resolver's time limit: a patient program hears "no such name", a hurried one a timeout. */
  readonly slow?: true;
  readonly exit?: number;
  readonly output?: string;
}

/** What a process inside a network namespace can be asked to do. */
export type AgentTask =
  | { readonly op: 'ping'; readonly target: string; readonly timeoutMs: number }
  | { readonly op: 'tcp' | 'udp'; readonly target: string; readonly port: number; readonly timeoutMs: number }
  | { readonly op: 'resolve'; readonly target: string; readonly tries: number; readonly timeoutMs: number }
  | {
      readonly op: 'listen';
      readonly protocol: 'tcp' | 'udp';
      readonly port: number;
      readonly address?: string;
      readonly name: string;
    }
  /** Waits until no address of the namespace is still being checked for another owner. */
  | { readonly op: 'settle'; readonly timeoutMs: number }
  /** Answers every DNS question with "no such name" at once. */
  | { readonly op: 'deny-names'; readonly address: string };

export interface AgentRequest {
  readonly id: number;
  readonly task: AgentTask;
}

export type AgentReply =
  | { readonly id: number; readonly outcome: Outcome }
  | { readonly id: number; readonly error: string };
