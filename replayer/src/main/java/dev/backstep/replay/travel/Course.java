package dev.backstep.replay.travel;

/**
 * How far a motion has to go, in steps that are replayed for it. A motion may take several runs, in either direction.
 *
 * @param all of the motion; 0 if that is not known
 * @param before steps done before the present run
 * @param counts whether the present run adds to them
 */
record Course(long all, long before, boolean counts) {
    static final Course UNKNOWN = new Course(0, 0, false);

    static Course of(long all) {
        return new Course(Math.max(0, all), 0, true);
    }

    /** A run comes that goes on after so many. */
    Course after(long done) {
        return new Course(all, done, true);
    }

    /** So many are done; runs that come are on the way to a place that counts already. */
    Course standing(long done) {
        return new Course(all, done, false);
    }

    /** @param run steps of the present run. @return 0 to 1, less than 0 if it is not known */
    double fraction(long run) {
        return all == 0 ? -1 : Math.clamp((double) (before + (counts ? run : 0)) / all, 0, 1);
    }
}
