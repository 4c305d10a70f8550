package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A webhook as the rest of the stack sees it.
 *
 * @param forge {@code gitea}, {@code forgejo}, {@code gogs}, {@code github} or {@code unknown}
 * @param event the exact event, {@code pull_request_label}; of an event we do not know the name that was sent, at most
 *     {@value Recognise#MAX_TEXT} printable characters, or {@code unknown} where none was
 * @param externalId the forge's delivery id; null where there is none, or none of at most {@value Recognise#MAX_TEXT}
 *     printable ASCII characters: a shortened id could be taken for another delivery's
 * @param type the CloudEvents type, {@code dev.mosaicstack.git.push}; see {@link EventKind}
 * @param subject {@code repos/<owner>/<name>}, {@code orgs/<name>} or {@code users/<name>}; null where the payload
 *     names none
 * @param data our own shape: {@code forge}, {@code event}, {@code repository} and {@code sender} as in {@link Parts},
 *     and the event's own fields as listed in {@link RepositoryData}, {@link IssueData} and {@link CiData}
 */
public record Recognised(String forge, String event, String externalId, String type, String subject, ObjectNode data) {}
