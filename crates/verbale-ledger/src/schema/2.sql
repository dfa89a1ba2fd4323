-- Form 2: the last move on an issue, when it was last spoken of, and its next deadline are found without a look at all
-- its moves.
CREATE INDEX move_last ON move(issue, day, told_on);
CREATE INDEX move_spoken ON move(issue, told_on);
CREATE INDEX move_due ON move(issue, due) WHERE due IS NOT NULL;
