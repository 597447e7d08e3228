// Numbers that look random and are the same in each run.

export class Random {
    #state;

    constructor(seed) {
        this.#state = seed >>> 0;
    }

    /* 0 <= result < bound (mulberry32). */
    below(bound) {
        this.#state = (this.#state + 0x6d2b79f5) >>> 0;
        let mixed = this.#state;
        mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
    }

    /* True in `percent` of 100. */
    chance(percent) {
        return this.below(100) < percent;
    }

    pick(list) {
        return list[this.below(list.length)];
    }

    /* Each with the chance that it comes with: [[percent, make], ...], the last one for the rest. */
    one(choices) {
        let at = this.below(100);
        for (const [percent, make] of choices) {
            at -= percent;
            if (at < 0) {
                return make();
            }
        }
        return choices.at(-1)[1]();
    }

    shuffle(list) {
        const left = [...list];
        return list.map(() => left.splice(this.below(left.length), 1)[0]);
    }
}
