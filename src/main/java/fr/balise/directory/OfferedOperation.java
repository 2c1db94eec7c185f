package fr.balise.directory;

import ca.uhn.fhir.rest.server.IResourceProvider;
import org.hl7.fhir.r4.model.OperationDefinition;

/**
 * An operation that another room offers under {@code /fhir}: a bean whose methods HAPI calls. It passes the gate of the FHIR API, which
 * asks for the key and keeps the pace; the CapabilityStatement names it, and its definition can be read there.
 */
public interface OfferedOperation extends IResourceProvider {

    /** With a code and an id that are the same; its resources name where it is offered. */
    OperationDefinition definition();
}
