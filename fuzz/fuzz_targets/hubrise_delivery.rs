#![no_main]

lastmile_fuzz::payload!(lastmile::hubrise::Delivery);
