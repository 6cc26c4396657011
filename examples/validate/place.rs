//! JSON Pointer to byte range.
//!
//! One walk over the tokens finds all places of a report, without recursion and without a tree, so that neither depth nor
//! size of a hostile file matters, and what stands before a fault is found even if what follows is no JSON.

use std::collections::HashMap;
use std::ops::Range;

use jsonc_parser::Scanner;
use jsonc_parser::tokens::Token;
use lastmile::report::Scope;
use lastmile::{Kind, Remark, Report, Rule};

use crate::lenient::STRICT;

/// What a remark points at.
pub(crate) struct Spot {
    pub(crate) range: Range<usize>,
    /// The way from there to what is not there, such as `lat`.
    pub(crate) missing: Option<String>,
}

/// A spot for each remark.
pub(crate) fn spots(text: &str, report: &Report) -> Vec<Spot> {
    let mut map = Map::default();
    let nodes: Vec<usize> = report.remarks().iter().map(|remark| map.want(remark.pointer.as_str())).collect();
    map.walk(text);
    report
        .remarks()
        .iter()
        .zip(nodes)
        .map(|(remark, node)| match fault(text, remark) {
            Some(range) => Spot { range, missing: None },
            None => map.spot(text, remark, node),
        })
        .collect()
}

/// Where a text stops being JSON.
fn fault(text: &str, remark: &Remark) -> Option<Range<usize>> {
    let start = match remark.rule {
        // A member has this one, and is pointed at like any other.
        Rule::NumberOutOfRange => return None,
        rule if rule.kind() != Kind::Syntax => return None,
        Rule::ByteOrderMark => 0,
        // Whoever made a text of the bytes put this there.
        Rule::NotUtf8 => text.find(char::REPLACEMENT_CHARACTER)?,
        // The same reader stops at the same place.
        _ => {
            let error = serde_json::from_str::<serde_json::Value>(text).err()?;
            let before = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            // It counts columns from 1, and 0 is the end of the line before; the report says 1.
            before.saturating_add(error.column().saturating_sub(1))
        }
    };
    let start = (0..=start.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let length = text.get(start..)?.chars().next().map_or(0, char::len_utf8);
    Some(start..start.saturating_add(length))
}

/// The places that are wanted, as a tree of steps.
struct Map {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    above: usize,
    /// Steps as RFC 6901 writes them.
    below: HashMap<String, usize>,
    /// As often as it is there, in the order of the text.
    places: Vec<Place>,
}

#[derive(Clone)]
struct Place {
    /// With its quotes, unless it is in a list or the whole.
    name: Option<Range<usize>>,
    value: Range<usize>,
}

/// A list or object that the walk is in.
struct Open {
    /// If something in it is wanted: its node, and which of its places this is.
    wanted: Option<(usize, usize)>,
    inside: Inside,
}

enum Inside {
    List(usize),
    /// The name that was read last, if its value was not.
    Object(Option<(Range<usize>, Option<usize>)>),
}

impl Default for Map {
    fn default() -> Map {
        Map { nodes: vec![Node::default()] }
    }
}

impl Map {
    const ROOT: usize = 0;

    fn want(&mut self, pointer: &str) -> usize {
        let mut at = Map::ROOT;
        for step in pointer.split('/').skip(1) {
            let fresh = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { break };
            let below = *node.below.entry(step.to_owned()).or_insert(fresh);
            if below == fresh {
                self.nodes.push(Node { above: at, ..Node::default() });
            }
            at = below;
        }
        at
    }

    fn walk(&mut self, text: &str) {
        let mut scanner = Scanner::new(text, &STRICT);
        let mut open: Vec<Open> = Vec::new();
        while let Ok(Some(token)) = scanner.scan() {
            let range = scanner.token_start()..scanner.token_end();
            match token {
                Token::String(name) if matches!(open.last(), Some(Open { inside: Inside::Object(None), .. })) => {
                    let Some(object) = open.last_mut() else { break };
                    let node = object.wanted.and_then(|(node, _)| self.member(node, &name));
                    object.inside = Inside::Object(Some((range, node)));
                }
                Token::Comma => match open.last_mut().map(|open| &mut open.inside) {
                    Some(Inside::List(index)) => *index = index.saturating_add(1),
                    Some(Inside::Object(name)) => *name = None,
                    None => {}
                },
                Token::CloseBrace | Token::CloseBracket => {
                    if let Some(Open { wanted: Some((node, which)), .. }) = open.pop()
                        && let Some(place) = self.nodes.get_mut(node).and_then(|node| node.places.get_mut(which))
                    {
                        place.value.end = range.end;
                    }
                }
                Token::OpenBrace => {
                    let wanted = self.see(open.last(), range);
                    open.push(Open { wanted, inside: Inside::Object(None) });
                }
                Token::OpenBracket => {
                    let wanted = self.see(open.last(), range);
                    open.push(Open { wanted, inside: Inside::List(0) });
                }
                Token::Colon | Token::CommentLine(_) | Token::CommentBlock(_) => {}
                _ => drop(self.see(open.last(), range)),
            }
        }
    }

    /// Notes a value if it is wanted.
    fn see(&mut self, open: Option<&Open>, value: Range<usize>) -> Option<(usize, usize)> {
        let (name, node) = match open {
            None => (None, Map::ROOT),
            Some(Open { inside: Inside::Object(name), .. }) => {
                let (name, node) = name.clone()?;
                (Some(name), node?)
            }
            Some(Open { inside: Inside::List(index), wanted }) => {
                let below = &self.nodes.get(wanted.as_ref()?.0)?.below;
                (None, if below.is_empty() { None } else { below.get(&index.to_string()).copied() }?)
            }
        };
        let places = &mut self.nodes.get_mut(node)?.places;
        places.push(Place { name, value });
        Some((node, places.len().saturating_sub(1)))
    }

    /// The node of a member, if it is wanted.
    fn member(&self, node: usize, name: &str) -> Option<usize> {
        let below = &self.nodes.get(node)?.below;
        if below.is_empty() {
            return None;
        }
        // Pointers escape and cut names; the library does it here as it did it there.
        let pointer = Scope::new(&mut Report::default()).member(name).pointer();
        below.get(pointer.as_str().strip_prefix('/')?).copied()
    }

    /// The place of what a remark is about, or of what it is missing from.
    fn spot(&self, text: &str, remark: &Remark, node: usize) -> Spot {
        let steps: Vec<&str> = remark.pointer.as_str().split('/').skip(1).collect();
        // As many steps as are there, and the node at their end.
        let (mut there, mut at) = (steps.len(), node);
        while let Some(node) = self.nodes.get(at) {
            let is_second = remark.rule == Rule::DuplicateName && there == steps.len();
            if let Some(place) = node.places.get(usize::from(is_second)) {
                let missing = steps.get(there..).filter(|rest| !rest.is_empty()).map(|rest| rest.join("/"));
                let aim = match remark.rule.kind() {
                    Kind::Duplicate | Kind::UnknownMember | Kind::Deprecated | Kind::Lost => Aim::Name,
                    _ if missing.is_some() => Aim::Name,
                    _ => Aim::Value,
                };
                return Spot { range: place.range(text, aim), missing };
            }
            if at == Map::ROOT {
                break;
            }
            (there, at) = (there.saturating_sub(1), node.above);
        }
        // There is no value at all.
        Spot { range: 0..0, missing: None }
    }
}

/// What of a member is pointed at, if there is a choice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    Name,
    Value,
}

impl Place {
    /// A value that goes over several lines is pointed at by its name, or by its first character.
    fn range(&self, text: &str, aim: Aim) -> Range<usize> {
        let value = text.get(self.value.clone()).unwrap_or_default();
        let is_one_line = !value.contains('\n');
        match &self.name {
            Some(name) if aim == Aim::Name || !is_one_line => name.clone(),
            None if aim == Aim::Name || !is_one_line => self.value.start..self.value.start.saturating_add(1),
            _ => self.value.clone(),
        }
    }
}
