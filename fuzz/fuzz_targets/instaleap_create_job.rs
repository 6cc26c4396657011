#![no_main]

lastmile_fuzz::payload!(lastmile::instaleap::CreateJob);
