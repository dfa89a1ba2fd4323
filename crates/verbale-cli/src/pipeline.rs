//! Many at a time, answered in order, with bounded memory: a feeder, some workers, and the caller's own
//! thread, which takes the answers.
//!
//! No item is taken up before there is a ticket for it, and a ticket comes back only when an answer was
//! taken; so one slow item holds up at most a few dozen others and never lets answers pile up.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// Room for the calls of a worker: as much as a program's own thread has, for sentences of any depth.
const STACK: usize = 8 << 20;

/// Items on their way for each worker.
const AHEAD: usize = 4;

/// Does `work` on every item with `jobs` workers and gives the answers to `take` in the order of the items.
/// `take` may break off; then nothing more is taken up and what is under way is forgotten. `idle` is called
/// whenever the next answer is not there yet.
pub(crate) fn run<Item, Answer, Sink>(
    items: impl Iterator<Item = Item> + Send + 'static,
    jobs: usize,
    work: impl Fn(Item) -> Answer + Send + Sync + 'static,
    sink: &mut Sink,
    take: impl Fn(&mut Sink, Answer) -> ControlFlow<()>,
    idle: impl Fn(&mut Sink) -> ControlFlow<()>,
) where
    Item: Send + 'static,
    Answer: Send + 'static,
{
    let window = jobs * AHEAD;
    let (ticket_back, tickets) = sync_channel(window);
    for _ in 0..window {
        ticket_back.send(()).expect("the tickets' receiver stands on the line above");
    }
    let (give, taken) = sync_channel(jobs);
    let (answer, answers) = sync_channel(window);
    thread::spawn(move || feed(items, &tickets, &give));
    let (work, taken) = (Arc::new(work), Arc::new(Mutex::new(taken)));
    for _ in 0..jobs {
        let (work, taken, answer) = (Arc::clone(&work), Arc::clone(&taken), answer.clone());
        let worker = thread::Builder::new().stack_size(STACK);
        worker.spawn(move || labour(&*work, &taken, &answer)).expect("the system gives threads");
    }
    drop(answer);
    let mut early = BTreeMap::new();
    let mut next = 0usize;
    loop {
        let arrived = match answers.try_recv() {
            Ok(arrived) => arrived,
            Err(_) => {
                if idle(sink).is_break() {
                    return;
                }
                let Ok(arrived) = answers.recv() else { return };
                arrived
            }
        };
        early.insert(arrived.0, arrived.1);
        while let Some(answer) = early.remove(&next) {
            next += 1;
            if take(sink, answer).is_break() {
                return;
            }
            // The feeder may have ended; then nobody wants the ticket.
            let _ = ticket_back.send(());
        }
    }
}

/// Numbers the items and hands them out, one for each ticket.
fn feed<Item>(items: impl Iterator<Item = Item>, tickets: &Receiver<()>, give: &SyncSender<(usize, Item)>) {
    for item in items.enumerate() {
        if tickets.recv().is_err() || give.send(item).is_err() {
            return;
        }
    }
}

fn labour<Item, Answer>(
    work: &impl Fn(Item) -> Answer,
    taken: &Mutex<Receiver<(usize, Item)>>,
    answer: &SyncSender<(usize, Answer)>,
) {
    loop {
        let item = taken.lock().expect("no worker panics while it waits").recv();
        let Ok((n, item)) = item else { return };
        if answer.send((n, work(item))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use std::ops::ControlFlow;

    #[test]
    fn answers_come_in_the_order_of_the_items_whatever_the_jobs() {
        for jobs in [1, 3, 8] {
            let mut got = Vec::new();
            let slow_when_even = |n: u64| {
                if n.is_multiple_of(2) {
                    std::thread::sleep(std::time::Duration::from_micros(200));
                }
                n * 10
            };
            let take = |got: &mut Vec<u64>, n| {
                got.push(n);
                ControlFlow::Continue(())
            };
            run(0..100u64, jobs, slow_when_even, &mut got, take, |_| ControlFlow::Continue(()));
            assert_eq!(got, (0..100).map(|n| n * 10).collect::<Vec<_>>());
        }
    }

    #[test]
    fn breaking_off_ends_even_an_endless_feed() {
        let mut got = Vec::new();
        let take = |got: &mut Vec<u64>, n| {
            got.push(n);
            if n == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        run(0u64.., 2, |n| n, &mut got, take, |_| ControlFlow::Continue(()));
        assert_eq!(got, [0, 1, 2, 3, 4, 5]);
    }
}
