//! Many at a time, answered in order, with bounded memory: a feeder, some workers, and the caller's own
//! thread, which takes the answers.
//!
//! No item is taken up before there is a ticket for it, and a ticket comes back only when an answer was
//! taken; so one slow item holds up at most a few dozen others and never lets answers pile up. Answers to
//! short items travel some at a time, since waking a thread costs as much as reading a sentence.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Room for the calls of a worker: as much as a program's own thread has, for sentences of any depth.
const STACK: usize = 8 << 20;

/// Items on their way for each worker.
const AHEAD: usize = 32;

/// For how long a worker keeps answers by it while more items wait.
const KEPT: Duration = Duration::from_millis(4);

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
    let (ticket_back, tickets) = sync_channel(window + 1);
    ticket_back.send(window).expect("the tickets' receiver stands on the line above");
    let (give, taken) = sync_channel(window);
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
        early.extend(arrived);
        let before = next;
        while let Some(answer) = early.remove(&next) {
            next += 1;
            if take(sink, answer).is_break() {
                return;
            }
        }
        if next > before {
            // The feeder may have ended; then nobody wants the tickets.
            let _ = ticket_back.send(next - before);
        }
    }
}

/// Numbers the items and hands them out, one for each ticket.
fn feed<Item>(
    items: impl Iterator<Item = Item>,
    tickets: &Receiver<usize>,
    give: &SyncSender<(usize, Item)>,
) {
    let mut at_hand = 0;
    for item in items.enumerate() {
        while at_hand == 0 {
            let Ok(more) = tickets.recv() else { return };
            at_hand = more;
        }
        at_hand -= 1;
        if give.send(item).is_err() {
            return;
        }
    }
}

fn labour<Item, Answer>(
    work: &impl Fn(Item) -> Answer,
    taken: &Mutex<Receiver<(usize, Item)>>,
    answer: &SyncSender<Vec<(usize, Answer)>>,
) {
    let mut kept = Vec::new();
    let mut since = Instant::now();
    loop {
        // A worker that waits keeps the others from the items too, so none may wait with answers by it.
        let waiting = taken.try_lock().ok().and_then(|taken| taken.try_recv().ok());
        let item = match waiting {
            Some(item) => item,
            None => {
                if !kept.is_empty() && answer.send(std::mem::take(&mut kept)).is_err() {
                    return;
                }
                let next = taken.lock().expect("no worker panics while it waits").recv();
                let Ok(item) = next else { return };
                item
            }
        };
        if kept.is_empty() {
            since = Instant::now();
        }
        kept.push((item.0, work(item.1)));
        if since.elapsed() >= KEPT && answer.send(std::mem::take(&mut kept)).is_err() {
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
