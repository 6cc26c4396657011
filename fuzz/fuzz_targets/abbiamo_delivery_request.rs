#![no_main]

lastmile_fuzz::payload!(lastmile::abbiamo::DeliveryRequest);
