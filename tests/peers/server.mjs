// Servers that run beside a test, and end with it however it ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/* Starts a server that ends when its standard input does. `ready` finds its address in a line that it
   prints, as its first group. Resolves to {url, stop}. */
export async function startServer(program, args, ready) {
    const env = { ...process.env, FORCE_COLOR: '0' };
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const stop = async () => {
        child.stdin.end();
        await ended;
    };

    const said = [];
    for await (const line of createInterface({ input: child.stdout })) {
        said.push(line);
        const match = ready.exec(line);
        if (match !== null) {
            child.stdout.resume(); // what it goes on to print would block it
            return { url: match[1], stop };
        }
    }
    throw new Error(`${[program, ...args].join(' ')} did not start:\n${said.join('\n')}`);
}
