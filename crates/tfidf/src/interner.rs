use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Terms by number: each distinct string is stored once, in one arena, and gets the next free number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    table: HashTable<u32>,
    hashes: Vec<u64>,
    ends: Vec<usize>,
    arena: String,
}

fn hash(term: &str) -> u64 {
    let mut h = FxHasher::default();
    h.write(term.as_bytes());
    h.finish()
}

impl Interner {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn term(&self, id: u32) -> &str {
        slice(&self.arena, &self.ends, id)
    }

    pub(crate) fn get(&self, term: &str) -> Option<u32> {
        let h = hash(term);
        self.table.find(h, |&id| self.hashes[id as usize] == h && self.term(id) == term).copied()
    }

    /// The number of `term`, which is `self.len()` before the call when it is new.
    pub(crate) fn intern(&mut self, term: &str) -> u32 {
        let h = hash(term);
        let Self { table, hashes, ends, arena } = self;
        if let Some(&id) = table.find(h, |&id| hashes[id as usize] == h && slice(arena, ends, id) == term) {
            return id;
        }
        let id = ends.len() as u32;
        arena.push_str(term);
        ends.push(arena.len());
        hashes.push(h);
        table.insert_unique(h, id, |&id| hashes[id as usize]);
        id
    }

    /// All numbers, ordered by the bytes of their terms.
    pub(crate) fn sorted(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = (0..self.len() as u32).collect();
        ids.sort_unstable_by(|&a, &b| self.term(a).cmp(self.term(b)));
        ids
    }
}

fn slice<'a>(arena: &'a str, ends: &[usize], id: u32) -> &'a str {
    let i = id as usize;
    &arena[i.checked_sub(1).map_or(0, |p| ends[p])..ends[i]]
}
