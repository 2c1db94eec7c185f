package fr.balise.portal.demo;

/** Who writes to the demo's mailboxes. @param name as MSSanté software shows it: title, given name, family name, place */
record DemoWriter(String address, String name) {}
