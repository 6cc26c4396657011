#![no_main]

lastmile_fuzz::payload!(lastmile::gett::CreateDeliveries);
