/** The channel on which the id of every raised alert is announced. */
export const raisedChannel = 'alert_raised';
